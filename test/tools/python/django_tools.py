"""Django: inspectdb of every schema, what its introspection returns, and its ORM on a model that stands on a table of ours."""
import io

import django
from django.conf import settings
from django.core.management import call_command

from report import DATABASE, HOST, PASSWORD, PORT, USER, check, run

settings.configure(USE_TZ=True, INSTALLED_APPS=[], DEFAULT_AUTO_FIELD="django.db.models.BigAutoField", DATABASES={
    "default": {"ENGINE": "django.db.backends.postgresql", "HOST": HOST, "PORT": PORT, "USER": USER, "PASSWORD": PASSWORD, "NAME": DATABASE}})
django.setup()
from django.db import connection, models, transaction  # noqa: E402
from django.db.models import Avg, Count, F, Q, Sum  # noqa: E402


def inspected(*tables, **options):
    out = io.StringIO()
    call_command("inspectdb", *tables, stdout=out, **options)
    return out.getvalue().split("\n")


@check
def inspectdb_with_views():
    return inspected(include_views=True, include_partitions=True)


@check
def inspectdb_of_a_schema():
    with connection.cursor() as c:
        c.execute("set search_path to sales")
        try:
            return inspected("targets", "Yearly")
        finally:
            c.execute("reset search_path")


@check
def introspection():
    got = {}
    with connection.cursor() as c:
        i = connection.introspection
        got["tables"] = sorted(map(list, i.get_table_list(c)))
        for t in ("customers", "orders"):
            got[t] = {"description": [list(d) for d in i.get_table_description(c, t)], "constraints": dict(sorted(i.get_constraints(c, t).items())),
                      "relations": i.get_relations(c, t), "key": i.get_primary_key_columns(c, t), "sequences": i.get_sequences(c, t)}
    return got


class Item(models.Model):
    id = models.BigIntegerField(primary_key=True)
    name = models.CharField(max_length=40)
    price = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    made = models.DateTimeField(null=True)
    data = models.JSONField(null=True)
    active = models.BooleanField(default=True)

    class Meta:
        app_label = "tools"
        db_table = "django_items"


@check
def schema_editor():
    with connection.schema_editor() as e:
        e.create_model(Item)
    with connection.cursor() as c:
        return [list(d) for d in connection.introspection.get_table_description(c, "django_items")]


@check
def orm():
    Item.objects.bulk_create(Item(id=i, name=f"item {i}", price=i, data={"n": i}, active=i % 2 == 0) for i in range(20))
    one = Item.objects.create(id=100, name="it's %", made="2024-02-29T12:00:00Z")
    one.name = "changed"
    one.save()
    got = [Item.objects.filter(price__gte=15).update(price=F("price") * 2), Item.objects.filter(id=3).delete()[0]]
    got += [list(Item.objects.filter(Q(name__icontains="ITEM 1") | Q(id=100)).order_by("-id").values_list("id", "name")[:4])]
    got += [list(Item.objects.values("active").annotate(n=Count("id"), s=Sum("price"), a=Avg("price")).order_by("active"))]
    got += [Item.objects.filter(made__year=2024).count(), Item.objects.filter(name__startswith="item").exists(), Item.objects.filter(data__n=4).count()]
    got += [Item.objects.get_or_create(id=4, defaults={"name": "x"})[1], Item.objects.in_bulk([1, 2])[2].name, list(Item.objects.dates("made", "month"))]
    try:
        with transaction.atomic():
            Item.objects.create(id=200, name="gone")
            with transaction.atomic():
                Item.objects.create(id=201, name="gone")
            raise ValueError
    except ValueError:
        pass
    return got + [Item.objects.filter(id__gte=200).count()]


@check
def drops():
    with connection.schema_editor() as e:
        e.delete_model(Item)
    return "django_items" in connection.introspection.table_names()


run("Django", "psycopg")
