/**
 * What Piscina runs in the package. It imports the built module: Piscina calls `require` first, and Node 20 aborts the
 * process when a thread is terminated while it requires a module (see worker-build.ts).
 */
let loaded = null;

module.exports = async (task) => {
  if (loaded === null) loaded = import('../dist/workers/task.js');
  return (await loaded).default(task);
};
