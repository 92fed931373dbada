import { element } from './element.js';

const width = 8, firstShown = 512;

const printable = code => code >= 32 && code < 127 ? String.fromCharCode(code) : '·';

/** The bytes of a message, with what they were read as beside them. */
export class Bytes {
    constructor() {
        this.head = element('h3', {});
        this.dump = element('pre', { id: 'capture-dump', tabindex: '0', 'aria-label': 'Bytes' });
        this.fields = element('ul', { id: 'capture-fields' });
        this.root = element('section', { id: 'capture-bytes', 'aria-label': 'Bytes of the message' },
            this.head, element('div', { id: 'capture-bytes-body' }, this.dump, this.fields));
    }

    show({ bytes, length, fields }, step) {
        this.root.hidden = length === 0;
        if (!length) return;
        const all = bytes.match(/../g) ?? [];
        this.head.textContent = `Frame ${step.frame}: ${length.toLocaleString('en')} bytes${all.length < length ? `, the first ${all.length.toLocaleString('en')} shown` : ''}`;
        this.#dump(all, firstShown);
        this.fields.replaceChildren(...fields.map(({ field, value }) => element('li', {}, field && element('b', {}, `${field}: `), value)));
        if (!fields.length) this.fields.replaceChildren(element('li', { class: 'soft' }, 'The bytes are not a message.'));
    }

    #dump(all, count) {
        const lines = [];
        for (let at = 0; at < Math.min(all.length, count); at += width) {
            const line = all.slice(at, at + width);
            const hex = line.map((byte, place) => element('span', { 'data-byte': at + place }, byte)).flatMap((byte, place) => [place ? ' ' : '', byte]);
            const pad = '   '.repeat(width - line.length);
            lines.push(element('span', { class: 'offset' }, at.toString(16).padStart(4, '0')), '  ', ...hex, pad, '  ',
                ...line.map((byte, place) => element('span', { 'data-byte': at + place }, printable(parseInt(byte, 16)))), '\n');
        }
        this.dump.replaceChildren(...lines);
        if (all.length > count) this.dump.append(element('button', { type: 'button', onclick: () => this.#dump(all, all.length) }, `Show all ${all.length.toLocaleString('en')} bytes`));
    }
}
