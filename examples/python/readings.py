"""Write readings to a lake and read them back in bulk, with psycopg 3.

LAKEWIRE_DSN names the server, such as postgres://lakewire:secret@127.0.0.1:5432/lake
"""

import os
from datetime import datetime, timedelta, timezone

import psycopg

START = datetime(2026, 1, 1, tzinfo=timezone.utc)


def main() -> None:
    with psycopg.connect(os.environ["LAKEWIRE_DSN"]) as conn:
        conn.execute("create schema if not exists example_python")
        conn.execute("drop table if exists example_python.readings")
        conn.execute("create table example_python.readings (read_at timestamptz, sensor text, value double precision)")

        # One statement makes one data file: send many rows at a time, or let the engine make them.
        rows = [(START + timedelta(minutes=i), f"s{i % 3}", i / 10) for i in range(300)]
        places = ", ".join(["(%s, %s, %s)"] * len(rows))
        conn.execute(f"insert into example_python.readings values {places}", [v for row in rows for v in row])
        conn.commit()

        averages = conn.execute(
            "select sensor, count(*), avg(value) from example_python.readings where read_at < %s group by 1 order by 1",
            (START + timedelta(hours=4),),
        )
        for sensor, count, average in averages:
            print(f"{sensor}: {count} readings, average {average:.2f}")

        # A named cursor streams: memory stays the same however large the result is.
        with conn.cursor(name="everything") as cursor:
            cursor.itersize = 100
            cursor.execute("select value from example_python.readings")
            print(f"sum of all values: {sum(value for (value,) in cursor):.1f}")

        conn.execute("drop table example_python.readings")
        conn.execute("drop schema example_python")


if __name__ == "__main__":
    main()
