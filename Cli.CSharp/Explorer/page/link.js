/** The link of a position stands in the address after `#`, so it never reaches a server's log. */
export const fragment = () => decodeURIComponent(location.hash.slice(1));

let latest, shownAt = 0, timer, isNew = false;

/** Puts the link of the position into the address. Browsers allow few changes a second, so several at once become one. */
export function showLink(link) {
    latest = link;
    clearTimeout(timer);
    const wait = shownAt + 250 - performance.now();
    if (wait > 0) timer = setTimeout(showNow, wait); else showNow();
}

/** The next link is of another world: the browser's Back leads to the one before it. */
export function beginLink() { isNew = fragment() !== ''; }

/** Puts it there without a pause. */
export function showNow() {
    shownAt = performance.now();
    if (fragment() !== latest) history[isNew ? 'pushState' : 'replaceState'](null, '', `#${latest}`);
    isNew = false;
}

/** Calls `open` with the fragment when a user enters another one. */
export function watchLink(open) {
    addEventListener('hashchange', () => { if (fragment()) open(fragment()); });
}
