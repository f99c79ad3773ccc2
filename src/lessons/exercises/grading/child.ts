/** The process in which the code of a student runs. It gets one request, and reports each check. */
import { basename } from 'node:path';
import { importUserFile } from '../../../own/user-file.ts';
import { endWithParent } from '../../../pays/parent-watch.ts';
import { shownPlace } from '../../../terminal/place.ts';
import { type Checked, made, passedIf, thrown } from './check.ts';
import { isFunction } from './exercise.ts';
import { EXERCISES } from './exercises.ts';
import { LOADS, type Report, type Request } from './request.ts';

function say(report: Report, then: () => void = () => {}): void {
  if (!process.connected) process.exit(1);
  process.send?.(report, undefined, undefined, then);
}

endWithParent();
// Ctrl-C in a terminal reaches this process too. Its parent ends it.
process.on('SIGINT', () => {});
process.once('disconnect', () => process.exit(1));
process.once('message', async (request: Request) => {
  // What a student's code leaves behind may fail by itself.
  process.on('uncaughtException', (error: unknown) => {
    const wanted = 'nothing is thrown outside of the calls';
    say(
      { kind: 'checked', checked: { name: 'no stray error', wanted, ...passedIf(false, thrown(error, request.path)) } },
      () => process.exit(0),
    );
  });
  await gradeAll(request);
  say({ kind: 'done' }, () => process.exit(0));
});

async function gradeAll({ number, path, url }: Request): Promise<void> {
  const exercise = EXERCISES.find((one) => one.number === number);
  if (exercise === undefined) throw new Error(`expected an exercise ${number}, found none`);
  const checked = (one: Checked): void => say({ kind: 'checked', checked: one });
  say({ kind: 'loads' });
  let exports: Readonly<Record<string, unknown>>;
  try {
    exports = await importUserFile(url, path);
  } catch (error) {
    return checked({ ...LOADS, ...passedIf(false, reasonOf(error, path)) });
  }
  const { grader } = await exercise.grader();
  const missing = grader.needs.filter((name) => !isFunction(exports[name]));
  if (missing.length > 0) {
    const found = missing.map((name) => `no function ${name}`).join(', ');
    return checked({
      name: 'the file exports what is graded',
      wanted: `exported functions: ${grader.needs.join(', ')}`,
      ...passedIf(false, found),
    });
  }
  for (const check of grader.checks({ path, url, exports })) {
    say({ kind: 'begins', name: check.name, wanted: check.wanted, patience: grader.patience ?? 1 });
    checked(await made(check, path));
  }
}

/** Without the path: a result goes to other people. */
function reasonOf(error: unknown, path: string): string {
  const message = error instanceof Error ? error.message : String(error);
  return message
    .replace(`${shownPlace(path)}: `, '')
    .replace(/^expected a module that can be loaded, found: /, '')
    .replaceAll(path, basename(path))
    .replaceAll(/\s*\n\s*/g, ' ');
}
