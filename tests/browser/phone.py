"""The telephone of whoever signs in with a second factor: it shows codes."""

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_of_the_phone() -> str:
    """What the authenticator app shows now."""
    now = list(yield_hotp_counters_from_time())[1]
    return str(format_hotp_value(hotp_value(TOTP_SECRET, now)))
