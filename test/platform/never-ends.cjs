/** A task that is never done. */
module.exports = () => new Promise(() => {});
