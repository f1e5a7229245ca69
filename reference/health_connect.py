"""Databases as Health Connect exports them, written by SQLite itself: deep trees, long rows, both widths of text.

Python 3.11 with its own sqlite3 (SQLite 3.40.1); nothing else.

    python3 reference/health_connect.py crates/import/tests/vectors

makes `health_connect_deep.zip` (pages of 512 bytes, UTF-8) and `health_connect_wide.zip` (pages of 65536 bytes, UTF-16).
Names of tables and columns are those of platform/packages/modules/HealthFitness of Android; every value follows from the
number of its row, so that crates/import/tests/it/health_connect.rs works it out again.
"""

import pathlib
import sqlite3
import sys
import zipfile

WEIGHTS, MEALS, STEPS = 3000, 60, 12
DAY_MS = 86_400_000
START_MS = 1_700_000_000_000


def make(folder, name, page_size, encoding):
    path = pathlib.Path(folder) / "health_connect_export.db"
    path.unlink(missing_ok=True)
    db = sqlite3.connect(path)
    db.execute(f"pragma page_size = {page_size}")
    db.execute(f"pragma encoding = '{encoding}'")
    common = "row_id INTEGER PRIMARY KEY AUTOINCREMENT, uuid BLOB UNIQUE NOT NULL, app_info_id INTEGER, device_info_id INTEGER, recording_method INTEGER"
    db.execute("create table application_info_table(row_id INTEGER PRIMARY KEY, package_name TEXT NOT NULL UNIQUE, app_name TEXT)")
    db.execute("create table device_info_table(row_id INTEGER PRIMARY KEY, manufacturer TEXT, model TEXT, device_type INTEGER)")
    db.execute(f"create table weight_record_table({common}, time INTEGER, zone_offset INTEGER, local_date INTEGER)")
    db.execute("alter table weight_record_table add column weight REAL")
    db.execute(
        f"create table nutrition_record_table({common}, start_time INTEGER, end_time INTEGER, start_zone_offset INTEGER,"
        " end_zone_offset INTEGER, local_date INTEGER, meal_type INTEGER, meal_name TEXT, energy REAL, protein REAL, sodium REAL)"
    )
    db.execute(
        f"create table steps_record_table({common}, start_time INTEGER, end_time INTEGER, start_zone_offset INTEGER,"
        " end_zone_offset INTEGER, local_date INTEGER, count INTEGER)"
    )
    db.execute(f"create table heart_rate_record_table({common}, start_time INTEGER)")
    db.execute("insert into application_info_table values (1, 'net.example.scale', 'Ümlaut 体重'), (2, 'net.example.food', NULL)")
    db.execute("insert into device_info_table values (7, 'Maker', 'Scale 1', 3), (8, 'Maker', 'Band', 1)")
    for i in range(WEIGHTS):
        time = START_MS + i * DAY_MS
        offset = 3600 if i % 2 == 0 else -18000
        row = (i.to_bytes(16, "big"), 1, 7, i % 4, time, offset, (time + offset * 1000) // DAY_MS, 80000 + (i % 50) * 10)
        db.execute(
            "insert into weight_record_table(uuid, app_info_id, device_info_id, recording_method, time, zone_offset, local_date, weight)"
            " values (?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        )
    for i in range(MEALS):
        time = START_MS + i * 3_600_000
        row = (
            (10_000 + i).to_bytes(16, "big"),
            2,
            None,
            3,
            time,
            time + 60_000,
            3600,
            3600,
            None,
            i % 5,
            f"meal {i} " + "é" * (i * i),
            500_000.0 + i,
            5e-324 if i % 2 else 25.5,
            0.25,
        )
        db.execute(f"insert into nutrition_record_table values (NULL, {', '.join('?' * len(row))})", row)
    # A watch and a phone, which see the same steps of the same hours.
    for i in range(STEPS):
        time = START_MS + i * 600_000
        row = ((20_000 + i).to_bytes(16, "big"), 1 + i % 2, 8 - i % 2 * 8 or None, 2, time, time + 1_200_000, 3600, 3600, None, 100 + i)
        db.execute(f"insert into steps_record_table values (NULL, {', '.join('?' * len(row))})", row)
    db.execute("insert into heart_rate_record_table values (NULL, x'00', 1, 7, 2, 0)")
    # Rows that were deleted leave free pages behind.
    db.execute("delete from weight_record_table where row_id % 10 = 0")
    db.commit()
    db.close()
    target = pathlib.Path(folder) / name
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr(zipfile.ZipInfo("health_connect_export.db", (2026, 1, 1, 0, 0, 0)), path.read_bytes(), zipfile.ZIP_DEFLATED)
    path.unlink()


if __name__ == "__main__":
    make(sys.argv[1], "health_connect_deep.zip", 512, "UTF-8")
    make(sys.argv[1], "health_connect_wide.zip", 65536, "UTF-16le")
