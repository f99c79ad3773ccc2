/** The entry point of a thread that calls a function of the user. */
import { workerData } from 'node:worker_threads';
import { serveTask } from '../src/pays/serve.ts';
import type { Task, TaskData } from '../src/pays/task.ts';

const data: TaskData = workerData;

export default function serve(task: Task): Promise<unknown> {
  return serveTask(task, data);
}
