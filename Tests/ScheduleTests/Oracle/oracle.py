# SPDX-License-Identifier: Apache-2.0
"""Emits cases for the oracle tests of Schedule, one JSON object a line.

  oracle.py cron COUNT SEED    expressions and dates in ten zones: cronsim on a calendar without zones says which local
                               times fit, zoneinfo says which moments show them; every 20th expression is also asked of
                               croniter
  oracle.py zones COUNT SEED   offsets of every zone of the system at COUNT moments

The rule for daylight-saving time is the one that docs and WF406 state: every moment at which a clock on the wall shows a
time that fits, so that a time in a gap is skipped and a repeated one fires twice. cronsim's own rule for fixed times (that
of Debian's cron) is not used, which is why it is asked without a zone.
"""
import json
import random
import re
import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo, available_timezones

UTC = timezone.utc
EPOCH = datetime(1970, 1, 1)
ZONES = [
    "UTC", "Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Tehran",
    "Pacific/Apia", "Africa/Casablanca", "Europe/Dublin", "America/St_Johns",
]
FIELDS = [(0, 59, []), (0, 23, []), (1, 31, []),
          (1, 12, "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()),
          (0, 7, "SUN MON TUE WED THU FRI SAT".split())]


def value(rnd, field, number):
    low, _, names = FIELDS[field]
    if names and number - low < len(names) and rnd.random() < 0.3:
        name = names[number - low]
        return rnd.choice([name, name.lower(), name.capitalize()])
    return f"0{number}" if rnd.random() < 0.03 else str(number)


def item(rnd, field):
    low, high, _ = FIELDS[field]
    kind = rnd.random()
    if kind < 0.5:
        return value(rnd, field, rnd.randint(low, high))
    if kind < 0.7:
        return f"*/{rnd.randint(1, high + 2)}"
    if kind < 0.75:
        return f"{rnd.randint(low, high)}/{rnd.randint(1, high)}"
    start, end = sorted(rnd.sample(range(low, high + 1), 2))
    text = f"{value(rnd, field, start)}-{value(rnd, field, end)}"
    # cronsim reads a range of one value with a step as a start, so those are not drawn.
    return text + (f"/{rnd.randint(1, high)}" if rnd.random() < 0.3 else "")


def expression(rnd):
    fields = []
    for field, openness in enumerate([0.2, 0.3, 0.55, 0.65, 0.55]):
        if rnd.random() < openness:
            fields.append("*")
        else:
            count = 1 if rnd.random() < 0.75 else rnd.randint(2, 4)
            fields.append(",".join(item(rnd, field) for _ in range(count)))
    return " ".join(fields)


def offset(zone, moment):
    return int(datetime.fromtimestamp(moment, zone).utcoffset().total_seconds())


def transitions(zone, first, last):
    """The moments of the changes of a zone, found by looking at it each half day and halving."""
    found, cursor, before = [], first, offset(zone, first)
    while cursor < last:
        following = cursor + 43_200
        after = offset(zone, following)
        if after != before:
            low, high = cursor, following
            while high - low > 1:
                middle = (low + high) // 2
                if offset(zone, middle) == before:
                    low = middle
                else:
                    high = middle
            found.append(high)
        cursor, before = following, after
    return found


def moments(zone, local):
    """The moments at which the zone's clocks show a local time: none, one or two."""
    result = set()
    for fold in (0, 1):
        moment = local.replace(tzinfo=zone, fold=fold).astimezone(UTC)
        if moment.astimezone(zone).replace(tzinfo=None, fold=0) == local:
            result.add(int(moment.timestamp()))
    return result


def fires(text, zone, moment, count, forward):
    from cronsim import CronSim, CronSimError
    day = 36 * 3600
    around = [offset(zone, moment + delta) for delta in (-day, 0, day)]
    start = EPOCH + timedelta(seconds=moment + (min(around) if forward else max(around)))
    # One second further out, because the search is strict and the moment's own local time may have two moments.
    start += timedelta(seconds=-1 if forward else 1)
    found = set()
    try:
        search = CronSim(text, start, reverse=not forward)
    except CronSimError as error:
        if "Bad day-of-month" in str(error):
            return []
        raise
    for local in search:
        if len(found) >= count:
            edge = sorted(found, reverse=not forward)[count - 1]
            nearby = [offset(zone, edge + delta) for delta in (-day, 0, day)]
            reach = EPOCH + timedelta(seconds=edge + (max(nearby) if forward else min(nearby)))
            if (local > reach) if forward else (local < reach):
                break
        found |= {m for m in moments(zone, local) if (m > moment if forward else m < moment)}
    return sorted(found, reverse=not forward)[:count]


def croniter_agrees(text):
    """Whether croniter reads the day fields as cronsim, Vixie's cron and Schedule do.

    For croniter a weekday's start with a step (5/2) ends at 6 instead of 7, and a day field that lists everything is open
    even where it does not begin with a star.
    """
    from cronsim import CronSim, CronSimError
    days, weekdays = text.split()[2], text.split()[4]
    if re.search(r"(^|,)\w+/", weekdays):
        return False
    try:
        search = CronSim(text, EPOCH)
    except CronSimError:
        return True
    return not (len(search.days) == 31 and days[0] != "*"
                or len({day % 7 for day in search.weekdays}) == 7 and weekdays[0] != "*")


def cron(count, seed):
    from croniter import croniter
    rnd = random.Random(seed)
    first, last = 631_152_000, 2_840_140_800  # 1990 to 2060
    zones = {name: ZoneInfo(name) for name in ZONES}
    changes = {name: transitions(zone, first, last) for name, zone in zones.items()}
    for index in range(count):
        name = rnd.choice(ZONES)
        text = expression(rnd)
        moment = rnd.randint(first, last)
        if changes[name] and rnd.random() < 0.6:
            # Near a change is where mistakes are.
            moment = rnd.choice(changes[name]) + rnd.choice([-1, 0, 1, rnd.randint(-100_000, 100_000)])
        case = {"e": text, "z": name, "t": moment, "n": fires(text, zones[name], moment, 2, True),
                "p": fires(text, zones[name], moment, 1, False)}
        if index % 20 == 0 and croniter_agrees(text):
            local = EPOCH + timedelta(seconds=moment)
            try:
                following = croniter(text, local, implement_cron_bug=True).get_next(datetime)
                case["c"] = int((following - EPOCH).total_seconds())
            except Exception as error:  # croniter refuses some steps and gives up early on rare dates
                case["x"] = str(error)
        print(json.dumps(case))


def zones(count, seed):
    rnd = random.Random(seed)
    for name in sorted(available_timezones()):
        try:
            zone = ZoneInfo(name)
        except Exception:
            continue
        times = [rnd.randint(-2_400_000_000, 4_102_444_800) for _ in range(count)]
        for year in rnd.sample(range(1960, 2100), 4):
            start = int((datetime(year, 1, 1) - EPOCH).total_seconds())
            times += [change + delta for change in transitions(zone, start, start + 31_622_400) for delta in (-1, 0, 1)]
        print(json.dumps({"z": name, "t": times, "o": [offset(zone, time) for time in times]}))


if __name__ == "__main__":
    {"cron": cron, "zones": zones}[sys.argv[1]](int(sys.argv[2]), int(sys.argv[3]))
