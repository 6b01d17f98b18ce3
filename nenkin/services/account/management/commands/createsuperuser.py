from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "使えません。何でもできる利用者は、このサービスにいません。"

    def add_arguments(self, parser):  # type: ignore[no-untyped-def]
        parser.add_argument("rest", nargs="*", help="使いません")

    def handle(self, *args: object, **options: object) -> None:
        raise CommandError("利用者は、ご本人の利用登録だけでできます。")
