/** The link of a position stands in the address after `#`, so it never reaches a server's log. */
export const fragment = () => decodeURIComponent(location.hash.slice(1));

export function showLink(link) {
    if (fragment() !== link) history.replaceState(null, '', `#${link}`);
}

/** Calls `open` with the fragment when a user enters another one. */
export function watchLink(open) {
    addEventListener('hashchange', () => { if (fragment()) open(fragment()); });
}

/** Copies the address; where the browser refuses, a dialog shows it. */
export async function copyLink(dialog, text) {
    const isCopied = await navigator.clipboard.writeText(location.href).then(() => true, () => false);
    if (isCopied) return true;
    text.value = location.href;
    dialog.showModal();
    text.select();
    return false;
}
