import { element } from './element.js';
import './menus.js';

const kinds = {
    trace: 'Trace, for “./peer replay” and “./peer explain”',
    pcapng: 'Capture, for “./peer replay” and Wireshark',
    svg: 'Picture (SVG)',
    test: 'Test source (F#)',
};

function save({ name, type, text, isBytes }) {
    const content = isBytes ? Uint8Array.from(atob(text), letter => letter.charCodeAt(0)) : text;
    const url = URL.createObjectURL(new Blob([content], { type }));
    element('a', { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/** A button for each kind of file; `make(kind)` brings its name and text. */
export function offerExports(root, menu, make) {
    root.replaceChildren(...Object.entries(kinds).map(([kind, words]) => element('button', {
        type: 'button', 'data-export': kind, onclick: async () => {
            const file = await make(kind);
            if (file) save(file);
            menu.open = false;
        },
    }, words)));
}
