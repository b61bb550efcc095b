from datetime import date

from django.db import models


class Setting(models.Model):
    """One value of one key from a day on: a row of the only table of settings.

    What the keys mean is declared where they are used; see ``config.installation``.
    """

    key = models.CharField(max_length=50)
    value = models.CharField(max_length=200)
    valid_from = models.DateField(default=date.min, help_text="first day; 01/01/0001 means since always")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "valid_from"], name="setting_once_a_day")]

    def __str__(self):
        return f"{self.key} = {self.value}"
