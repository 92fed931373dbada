import { element } from './element.js';

const width = 8, firstShown = 512;

const printable = code => code >= 32 && code < 127 ? String.fromCharCode(code) : '·';

/** The bytes of a message, with what they were read as beside them. A field shows the bytes that it follows from, and a byte its fields. */
export class Bytes {
    #latest = 0;
    #roles = [];

    /** `ask` brings the roles of the bytes of the message in sight. */
    constructor(ask) {
        this.ask = ask;
        this.head = element('h3', {});
        this.said = element('p', { id: 'capture-bytes-said', class: 'soft' });
        this.dump = element('pre', { id: 'capture-dump', tabindex: '0', 'aria-label': 'Bytes' });
        this.fields = element('ul', { id: 'capture-fields' });
        this.root = element('section', { id: 'capture-bytes', 'aria-label': 'Bytes of the message' },
            this.head, element('div', { id: 'capture-bytes-body' }, this.dump, element('div', {}, this.fields, this.said)));
        this.dump.addEventListener('pointerover', event => this.#markByte(Number(event.target.dataset?.byte ?? NaN)));
    }

    show({ bytes, length, fields }, step) {
        this.root.hidden = length === 0;
        const turn = ++this.#latest;
        this.#roles = [];
        delete this.root.dataset.roles;
        if (!length) return;
        const all = bytes.match(/../g) ?? [];
        this.head.textContent = `Frame ${step.frame}: ${length.toLocaleString('en')} bytes${all.length < length ? `, the first ${all.length.toLocaleString('en')} shown` : ''}`;
        this.#dump(all, firstShown);
        this.said.textContent = fields.length ? '' : 'The bytes are not a message.';
        this.fields.replaceChildren(...fields.map(({ field, value }, place) => element('li', {}, element('button', {
            type: 'button', 'data-field': place, onpointerenter: () => this.#markField(place), onfocus: () => this.#markField(place), onclick: () => this.#markField(place),
        }, field && element('b', {}, `${field}: `), value))));
        if (fields.length) this.#askRoles(turn);
    }

    /** A wait keeps a reader who walks fast from asking for every message. */
    async #askRoles(turn) {
        await new Promise(resolve => { setTimeout(resolve, 150); });
        if (turn !== this.#latest) return;
        const answer = await this.ask().catch(() => undefined);
        if (!answer || turn !== this.#latest) return;
        this.#roles = answer.roles;
        this.said.textContent = answer.isKnown
            ? 'Choose a field: the bytes that change it are marked. Underlined bytes have to be as they are.'
            : 'Which bytes make which field is not known here: the fields are those of the whole message.';
        for (const [place, fields] of answer.roles.entries())
            if (fields === null) for (const byte of this.#bytesAt(place)) byte.classList.add('structure');
        this.root.dataset.roles = String(answer.isKnown);
    }

    #bytesAt(place) { return this.dump.querySelectorAll(`[data-byte="${place}"]`); }

    #markField(field) {
        this.#mark([field], this.#roles.flatMap((fields, place) => fields?.includes(field) ? [place] : []));
    }

    #markByte(place) {
        if (Number.isNaN(place) || !this.#roles.length) return;
        this.#mark(this.#roles[place] ?? [], [place]);
    }

    #mark(fields, places) {
        for (const marked of this.root.querySelectorAll('.marked')) marked.classList.remove('marked');
        for (const field of fields) this.fields.querySelector(`[data-field="${field}"]`)?.classList.add('marked');
        for (const place of places) for (const byte of this.#bytesAt(place)) byte.classList.add('marked');
    }

    #dump(all, count) {
        const lines = [];
        for (let at = 0; at < Math.min(all.length, count); at += width) {
            const line = all.slice(at, at + width);
            const hex = line.map((byte, place) => element('span', { 'data-byte': at + place }, byte)).flatMap((byte, place) => [place ? ' ' : '', byte]);
            const pad = '   '.repeat(width - line.length);
            lines.push(element('span', { class: 'offset' }, at.toString(16).padStart(4, '0')), '  ', ...hex, pad, '  ',
                ...line.map((byte, place) => element('span', { 'data-byte': at + place, class: 'letter' }, printable(parseInt(byte, 16)))), '\n');
        }
        this.dump.replaceChildren(...lines);
        if (all.length > count) this.dump.append(element('button', { type: 'button', onclick: () => this.#dump(all, all.length) }, `Show all ${all.length.toLocaleString('en')} bytes`));
    }
}
