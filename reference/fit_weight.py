"""FIT weight files, written and read by programs that are not ours.

Python 3.11, fit-tool 0.9.16, garmin-fit-sdk 21.218.0, fitdecode 0.11.0.

    python3 -m venv /tmp/reference && /tmp/reference/bin/pip install fit-tool==0.9.16 garmin-fit-sdk==21.218.0 fitdecode==0.11.0
    /tmp/reference/bin/python reference/fit_weight.py make garmin_weight.fit     # crates/import/tests/samples/garmin_weight.fit
    /tmp/reference/bin/python reference/fit_weight.py read FILE...               # what Garmin's own decoder and fitdecode see

`make` encodes the person of crates/import/tests/samples/README.md with fit-tool. `read` fails where either decoder
finds a checksum or a header wrong.
"""

import datetime
import sys

WEIGHINGS = [
    ("2026-03-01T06:10:05", 84.20, 24.1),
    ("2026-03-02T06:02:40", 83.90, 24.0),
    ("2026-03-04T06:01:12", 84.05, 23.9),
]


def make(path):
    from fit_tool.fit_file_builder import FitFileBuilder
    from fit_tool.profile.messages.file_id_message import FileIdMessage
    from fit_tool.profile.messages.weight_scale_message import WeightScaleMessage
    from fit_tool.profile.profile_type import FileType, Manufacturer

    def milliseconds(text):
        return round(datetime.datetime.fromisoformat(text + "+00:00").timestamp() * 1000)

    builder = FitFileBuilder(auto_define=True)
    head = FileIdMessage()
    head.type = FileType.WEIGHT
    head.manufacturer = Manufacturer.GARMIN.value
    head.product = 2429
    head.time_created = milliseconds(WEIGHINGS[0][0])
    builder.add(head)
    for time, weight, fat in WEIGHINGS:
        message = WeightScaleMessage()
        message.timestamp = milliseconds(time)
        message.weight = weight
        message.percent_fat = fat
        message.bone_mass = 3.2
        message.bmi = 26.6
        message.user_profile_index = 0
        builder.add(message)
    builder.build().to_file(path)


def read(path):
    import fitdecode
    from garmin_fit_sdk import Decoder, Stream

    decoder = Decoder(Stream.from_file(path))
    assert decoder.is_fit() and decoder.check_integrity(), path
    messages, errors = Decoder(Stream.from_file(path)).read()
    assert not errors, errors
    for message in messages["weight_scale_mesgs"]:
        print("garmin-fit-sdk", path, {key: str(value) for key, value in message.items()})
    with fitdecode.FitReader(path, check_crc=fitdecode.CrcCheck.RAISE) as frames:
        for frame in frames:
            if frame.frame_type == fitdecode.FIT_FRAME_DATA and frame.name == "weight_scale":
                print("fitdecode", path, {f.name: str(f.value) for f in frame.fields if f.value is not None})


if __name__ == "__main__":
    action, *paths = sys.argv[1:]
    for path in paths:
        {"make": make, "read": read}[action](path)
