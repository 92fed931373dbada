import { loadStyle } from './element.js';

/** The link of a position stands in the address after `#`, so it never reaches a server's log. */
export const fragment = () => decodeURIComponent(location.hash.slice(1));

let latest, shownAt = 0, timer, isNew = false;

/** Puts the link of the position into the address. Browsers allow few changes a second, so several at once become one. */
export function showLink(link) {
    latest = link;
    clearTimeout(timer);
    const wait = shownAt + 250 - performance.now();
    if (wait > 0) timer = setTimeout(change, wait); else change();
}

/** The next link is of another world: the browser's Back leads to the one before it. */
export function beginLink() { isNew = fragment() !== ''; }

function change() {
    shownAt = performance.now();
    if (fragment() !== latest) history[isNew ? 'pushState' : 'replaceState'](null, '', `#${latest}`);
    isNew = false;
}

/** Calls `open` with the fragment when a user enters another one. */
export function watchLink(open) {
    addEventListener('hashchange', () => { if (fragment()) open(fragment()); });
}

/** Copies the address; where the browser refuses, a dialog shows it. */
export async function copyLink(dialog) {
    change();
    const isCopied = await navigator.clipboard.writeText(location.href).then(() => true, () => false);
    if (isCopied) return true;
    const [{ showLinkIn }] = await Promise.all([import('./linkdialog.js'), loadStyle('dialogs.css')]);
    showLinkIn(dialog(), location.href);
    return false;
}
