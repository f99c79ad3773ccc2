/** Chapter 9 in English. */
import { mustChange, type Sent, type Text } from '../../chapters/09-what-colour-is-your-function.ts';
import { CHAPTER } from '../../numbers.ts';

export const text: Text = {
  idea: 'A coroutine can pause only at a yield in its own body, not inside a function that it calls. So what happens if send puts the item on a belt to the next station, and has to wait because the belt is full?',
  names: [
    ['sendStar', 'send, written as function*; so is packStar'],
    ['belt', 'a short queue; the oven takes items off it'],
    ['Task', `a coroutine for the scheduler of chapter ${CHAPTER.scheduler}`],
    ['rest(1)', 'the request: resume me in 1 ms'],
    ['send()', 'calls sendStar: mixer passes on () => sendStar(belt)'],
    ['pack', 'the plain function; mixer, which calls it, looks the same'],
    ['yield*', 'runs another generator in its place'],
  ],
  knobs: { room: 'how many free places the belt has' },
  question: ({ room }) => ({
    text: `mixer() calls pack(), and pack() calls send(). ${
      room === 0
        ? 'The belt is full, so send() has to wait'
        : `The belt has room for ${items(room)}, but it can be full, so send() must be able to wait`
    } while other tasks run on the same thread. Which of the three must become function*${room === 0 ? ' (or async)' : ''}, so that the item is on the belt when mixer has ended?`,
    answers: ['all three', 'only send, the one that waits', 'send, and pack, which calls it'],
  }),
  labels: {
    asked: 'Is the item on the belt when mixer has ended?',
    table: ({ stars, asyncs }) => [
      ['changed', 'function*, yield*', 'async, await'],
      ...['only send', 'send, pack', 'send, pack, mixer'].map((changed, place) => [
        changed,
        sentWords(stars[place]),
        sentWords(asyncs[place]),
      ]),
    ],
    threadSend: 'On a thread of its own, send may block; pack and mixer are plain functions:',
    thread: ({ thread: { sent } }) => `Is the item on the belt when mixer has ended? ${sent === 1 ? 'yes' : 'no'}`,
    threadStack: ['The call stack of that thread while its mixer waits:', 'sleeps'],
    sharedStack: [
      'The call stack of the shared thread while its mixer waits (runAll is the scheduler):',
      'takes an item off the belt',
    ],
  },
  figures: ({ stars, asyncs, thread: { sent } }) =>
    `${inTime(mustChange(stars), mustChange(asyncs))} On a thread of its own, ${sent === 1 ? 'only send is different: it may block' : 'it was not sent'}.`,
  reasons: (_, { room }) =>
    `A generator keeps only the variables of its own body, not a call stack: it is stackless. So it can wait only if its caller waits too, with yield*, and so on, up to the task that the scheduler resumes. async and await spread in the same way. Bob Nystrom calls this the colour of a function ("What Color is Your Function?", 2015). A caller that has not changed gets a generator or a Promise instead of a result. Nobody resumes that generator, so the item is never sent. ${
      room === 0
        ? 'Nobody awaits that Promise, so the item is sent too late. '
        : `The async function runs at once, up to its first await, and with room for ${items(room)} it never has to wait: that is luck. `
    }A thread keeps its whole call stack while it waits, so pack and mixer are the same plain functions as in the first row. With threads, functions have no colour. The same is true in Go: each goroutine has its own stack.`,
  doubts: () => 'a caller that did not change waited nevertheless, or the thread did not wait',
  tryIt: {
    ask: 'Leave one free place on the belt. In which rows of the table is the item on the belt when mixer has ended?',
    expect: 'With async in all three rows; with function* only in the last row.',
    because:
      'An async function runs at once, up to its first await, and with room on the belt it gets to its end. A generator does not run until it is resumed. So a forgotten await may stay unnoticed until the belt is full for the first time.',
  },
  limits: () =>
    `Nothing is timed here. sendStar asks again every millisecond; a real scheduler keeps a list of the tasks that wait for room. A thread has its price: memory for its stack, and time to wake it up (chapter ${CHAPTER.messages}). And a browser does not let the main thread of a page sleep like this. In this project, send never waits: a station is resumed only while there is room.`,
  words: [
    ['coloured function', 'one that only functions of the same kind can call and wait for'],
    ['stackless coroutine', 'keeps only its own variables: generators and async functions'],
    ['stackful coroutine', 'keeps a call stack: threads, goroutines, coroutines in Lua'],
    ['delegation', 'yield*, or yield from: another generator yields in my place'],
    ['blocking call', 'its thread waits inside the call, and does nothing else'],
  ],
  notes: {
    say: `Ask for the return value of packStar() before the vote: it is a generator, as in chapter ${CHAPTER.generators}. Then let the class find the line that is missing in the first row.`,
    expect: 'Many choose B. Ask what pack gets when it calls sendStar, and who resumes that.',
    ifItFails: 'The thread needs some tens of milliseconds to start; nothing else depends on time. Run it again.',
  },
};

function sentWords({ returned, later }: Sent = { returned: 0, later: 0 }): string {
  return returned > 0 ? 'yes' : later > 0 ? 'no, but later' : 'no, never';
}

/** How many had to be function*, and how many async. */
function inTime(stars: number, asyncs: number): string {
  const [all, other] = [ofThree(stars), ofThree(asyncs)];
  return stars === asyncs
    ? `The item was on the belt in time only when ${all} were function*, or ${other} async.`
    : `With function*, the item was on the belt in time only when ${all} were changed; with async, here already when ${other} was.`;
}

function ofThree(count: number): string {
  return count > 3
    ? 'more than these three'
    : (['none of the three', 'send alone', 'send and pack', 'all three'][count] ?? '');
}

function items(count: number): string {
  return count === 1 ? '1 item' : `${count} items`;
}
