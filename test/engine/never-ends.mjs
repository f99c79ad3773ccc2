/** A task that is never done. */
export default () => new Promise(() => {});
