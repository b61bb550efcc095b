from django.db import models

from .account import User


class ColumnOrder(models.Model):
    """The columns of a file that ``user`` takes out of a list, in the order in which they were wanted last.

    ``listing``: the name of the list; ``columns``: names of its columns, those left out not among them.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    listing = models.CharField(max_length=40)
    columns = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "listing"], name="column_order_once_a_list")]

    def __str__(self):
        return f"{self.user}: {self.listing}"
