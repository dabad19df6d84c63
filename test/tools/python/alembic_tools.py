"""Alembic: tables made from a model by it, in which its autogenerate must find no difference; one made, and one that is there."""
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata, produce_migrations, render_python_code
from alembic.migration import MigrationContext
from alembic.operations import Operations

from report import DATABASE, HOST, PASSWORD, PORT, USER, check, run

engine = sa.create_engine(sa.URL.create("postgresql+psycopg2", USER, PASSWORD, HOST, PORT, DATABASE))
SCHEMA = "alembic_tools"


def model(extra=False):
    meta = sa.MetaData(schema=SCHEMA)
    sa.Table("parent", meta, sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False), sa.Column("code", sa.String(12), nullable=False, unique=True),
             sa.Column("kind", sa.CHAR(3), server_default="abc"), sa.Column("made", sa.DateTime(timezone=True)), comment="parents")
    sa.Table("child", meta, sa.Column("id", sa.Integer, primary_key=True, autoincrement=False), sa.Column("parent_id", sa.BigInteger, sa.ForeignKey(f"{SCHEMA}.parent.id")),
             sa.Column("price", sa.Numeric(12, 4), server_default="0"), sa.Column("on_day", sa.Date), sa.Column("ratio", sa.Float),
             sa.Column("flag", sa.Boolean, nullable=False, server_default=sa.text("true")), sa.Column("data", sa.JSON), sa.Column("raw", sa.LargeBinary),
             sa.Column("tags", sa.ARRAY(sa.Text)), sa.Column("key", sa.Uuid), sa.Index("child_on_day", "on_day"),
             *([sa.Column("new_one", sa.SmallInteger)] if extra else []))
    return meta


def context(c):
    return MigrationContext.configure(c, opts={"include_schemas": True, "compare_type": True, "compare_server_default": True, "version_table_schema": SCHEMA,
                                               "include_name": lambda name, kind, _: kind != "schema" or name == SCHEMA})


@check
def makes():
    with engine.begin() as c:
        c.execute(sa.text(f"create schema {SCHEMA}"))
        model().create_all(c)


@check
def no_difference():
    with engine.connect() as c:
        return compare_metadata(context(c), model())


@check
def finds_a_new_column():
    with engine.connect() as c:
        return render_python_code(produce_migrations(context(c), model(extra=True)).upgrade_ops)


@check
def migrates():
    with engine.begin() as c:
        ctx = context(c)
        ctx._ensure_version_table()
        op = Operations(ctx)
        op.add_column("child", sa.Column("new_one", sa.SmallInteger), schema=SCHEMA)
        op.alter_column("child", "ratio", new_column_name="rate", schema=SCHEMA)
        op.create_index("child_rate", "child", ["rate"], schema=SCHEMA)
        op.create_table_comment("child", "children", schema=SCHEMA)
        op.drop_index("child_on_day", "child", schema=SCHEMA)
    with engine.connect() as c:
        return render_python_code(produce_migrations(context(c), model(extra=True)).upgrade_ops)


@check
def unmakes():
    with engine.begin() as c:
        model().drop_all(c)
        c.execute(sa.text(f"drop schema {SCHEMA} cascade"))
        return sa.inspect(c).has_schema(SCHEMA)


run("alembic", "SQLAlchemy")
