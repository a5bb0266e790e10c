"""The telephone of whoever signs in with a second factor: it shows codes."""

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def codes_of_the_phone() -> list[str]:
    """What the authenticator app shows now, next and before: each is taken once, all for a while."""
    before, now, after = yield_hotp_counters_from_time()
    return [str(format_hotp_value(hotp_value(TOTP_SECRET, counter))) for counter in (now, after, before)]
