"""使えない時間: which function is stopped, from when until when, and why."""

from django.db import models
from django.utils import timezone


class Closure(models.Model):
    """One stop of a function, running or planned. Without an end it lasts until somebody opens the function."""

    function = models.CharField("機能", max_length=64)  # all, a folder, or folder:screen
    starts_at = models.DateTimeField("はじまり", default=timezone.now)
    ends_at = models.DateTimeField("おわり", null=True, blank=True)
    reason_ja = models.CharField("理由", max_length=200)
    reason_en = models.CharField("理由(英語)", max_length=200, blank=True)
    created_at = models.DateTimeField("登録日時", auto_now_add=True)

    class Meta:
        indexes = (models.Index(fields=("ends_at",), name="closure_by_end"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True) | models.Q(ends_at__gte=models.F("starts_at")),
                name="closure_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=~models.Q(function=""), name="closure_names_a_function"),
            models.CheckConstraint(condition=~models.Q(reason_ja=""), name="closure_has_a_reason"),
        )

    def __str__(self) -> str:
        return f"closure of {self.function} from {self.starts_at.isoformat()}"
