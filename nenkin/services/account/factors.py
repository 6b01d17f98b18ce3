"""Second factors: a passkey, an app of one-time codes, printed codes."""

from nenkin.services.account.models import Account


def available(account: Account) -> bool:
    """Whether the account has any second factor."""
    return (
        account.passkeys.exists()
        or account.printed_codes.filter(used_at=None).exists()
        or hasattr(account, "code_app")
    )
