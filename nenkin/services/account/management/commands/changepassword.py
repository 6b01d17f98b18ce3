from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "使えません。ほかの人のパスワードを決める方法は、このサービスにありません。"

    def add_arguments(self, parser):  # type: ignore[no-untyped-def]
        parser.add_argument("rest", nargs="*", help="使いません")

    def handle(self, *args: object, **options: object) -> None:
        raise CommandError("ほかの人のパスワードは決められません。ご本人が「入れないとき」から決めます。")
