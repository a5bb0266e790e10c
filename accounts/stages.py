"""The steps of signing in that differ from the library's. Sends nothing itself."""

from typing import Any

from allauth.account.stages import EmailVerificationStage


class ConfirmAddress(EmailVerificationStage):
    """Asks for the code sent to the e-mail address; lets those through who have none."""

    def handle(self) -> Any:
        """Passes a person without e-mail address on to the next step."""
        user = self.login.user
        if user is not None and not user.email:
            return None, True
        return super().handle()
