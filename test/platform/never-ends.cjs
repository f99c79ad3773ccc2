/** A task that never ends. */
module.exports = () => new Promise(() => {});
