"""How far the programme has come on the day."""

from django.db import models

from accounts.fields import by_whom
from blocs import clock
from blocs.constraints import dated_when_named
from ceremonies.models.ceremony import AgendaItem


class ItemStart(models.Model):
    """When an item of the programme really began; the one that began last is the current one."""

    item = models.OneToOneField(AgendaItem, on_delete=models.CASCADE, related_name="start")
    began_at = models.DateTimeField("bắt đầu lúc", default=clock.now)
    began_by = by_whom()

    class Meta:
        verbose_name = "giờ bắt đầu thực tế của mục"
        verbose_name_plural = "giờ bắt đầu thực tế của các mục"
        constraints = [dated_when_named("began")]

    def __str__(self):
        return f"{self.item}: {clock.moment(self.began_at)}"
