"""What chapter 33 runs in Python, beside the same in Node: the melter, and some jobs at once.

python3 beside.py JOB MS ROUNDS    JOB: computes or waits; MS: how long a job takes. Prints one JSON document.
"""
import asyncio
import json
import multiprocessing
import platform
import sys
import time
from threading import Thread

JOBS = 2
eggs = []


def butter_melter(send):
    while True:
        ing = yield
        if ing == 'butter':
            send('melted_butter')


def melted(ingredients):
    products = []
    melter = butter_melter(products.append)
    next(melter)
    for ing in ingredients:
        melter.send(ing)
    return products


def not_primed():
    try:
        butter_melter(print).send('butter')
    except TypeError as error:
        return 'TypeError: %s' % error
    return ''


def compute(steps):
    total = 0
    for i in range(steps):
        total = (total + i) & 0xffff
    return total


def wait(ms):
    time.sleep(ms / 1000)


def lay_egg(_):
    eggs.append('egg')


def in_turn(job, size):
    for _ in range(JOBS):
        job(size)


def on_threads(job, size):
    threads = [Thread(target=job, args=(size,)) for _ in range(JOBS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def in_coroutines(job, size):
    async def one():
        if job is wait:
            await asyncio.sleep(size / 1000)
        else:
            job(size)

    async def all_of_them():
        await asyncio.gather(*[one() for _ in range(JOBS)])

    loop = asyncio.new_event_loop()
    loop.run_until_complete(all_of_them())
    loop.close()


def ms_of(way):
    began = time.perf_counter()
    way()
    return (time.perf_counter() - began) * 1000


def steps_for(ms):
    """As many steps as take so long."""
    steps = 20000
    return max(1, round(steps * ms / min(ms_of(lambda: compute(steps)) for _ in range(5))))


def started_pool():
    """None where the system does not allow it."""
    try:
        pool = multiprocessing.Pool(JOBS)
        # Each process takes one of these, so both have started then.
        pool.map(wait, [20] * JOBS, chunksize=1)
        return pool
    except OSError:
        return None


def measured(job, size, pool, rounds):
    ways = {
        'inTurn': lambda: in_turn(job, size),
        'coroutines': lambda: in_coroutines(job, size),
        'threads': lambda: on_threads(job, size),
    }
    if pool is not None:
        ways['processes'] = lambda: pool.map(job, [size] * JOBS, chunksize=1)
    samples = {name: [] for name in ways}
    for r in range(rounds):
        names = list(ways)
        for name in names if r % 2 == 0 else reversed(names):
            samples[name].append(ms_of(ways[name]))
    return samples


def eggs_seen(way):
    """How many changes of a global variable the main program sees."""
    eggs.clear()
    way()
    return len(eggs)


def main():
    name, ms, rounds = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])
    job, size = (compute, steps_for(ms)) if name == 'computes' else (wait, ms)
    pool = started_pool()
    has_lock = getattr(sys, '_is_gil_enabled', lambda: True)
    print(json.dumps({
        'version': platform.python_version(),
        'gil': has_lock(),
        'melted': melted(['flour', 'butter', 'eggs', 'butter']),
        'notPrimed': not_primed(),
        'samples': measured(job, size, pool, rounds),
        'seen': {
            'threads': eggs_seen(lambda: on_threads(lay_egg, 0)),
            'processes': None if pool is None else eggs_seen(lambda: pool.map(lay_egg, [0] * JOBS, chunksize=1)),
        },
    }))
    if pool is not None:
        pool.close()
        pool.join()


if __name__ == '__main__':
    main()
