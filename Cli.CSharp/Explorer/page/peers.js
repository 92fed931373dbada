import { element, replace } from './element.js';

const row = ({ field, value, before, changed }) => element('li', { class: changed ? 'changed' : '' },
    field && `${field}: `, changed ? element('mark', {}, value) : value,
    changed && before !== null && before !== undefined && element('span', { class: 'before' }, ` (was ${before})`));

const statusWords = { running: 'running', stopped: 'has finished', crashed: 'crashed' };

/** The state of each peer; what the last step changed carries the word “changed”. */
export class Peers {
    #open = new Set();
    #shown = [];
    #asked;

    /** `ask(lane)` brings all fields of a peer that has none of its own, and is asked for those that the reader opened. */
    constructor(root, ask) {
        this.root = root;
        this.ask = ask;
    }

    /** A peer that stands as it stood is not drawn again. */
    show({ peers }) {
        this.#asked = {};
        while (this.root.children.length > peers.length) this.root.lastChild.remove();
        peers.forEach((peer, lane) => {
            const before = this.root.children[lane], now = JSON.stringify(peer);
            if (!before || this.#shown[lane] !== now) this.#draw(peer, lane, before);
            this.#shown[lane] = now;
            if (this.#open.has(lane)) this.#fill(peer, lane);
        });
    }

    #draw(peer, lane, before) {
        const article = this.#article(peer, lane), hasFocus = before?.contains(document.activeElement);
        if (before) before.replaceWith(article); else this.root.append(article);
        if (hasFocus) article.querySelector('summary')?.focus({ preventScroll: true });
    }

    #article(peer, lane) {
        const policy = peer.policy ? `, ${peer.policy}` : '';
        const rows = [{ field: '', ...peer.phase, before: null }, ...peer.rows];
        if (peer.questions) rows.push({ field: 'store', value: `${peer.questions} not answered yet`, before: null, changed: false });
        return element('article', { class: `peer lane${lane % 6}`, 'data-peer': lane, 'aria-label': peer.name },
            element('h3', {}, peer.name, element('span', {}, ` ${statusWords[peer.status] ?? peer.status}${policy}`)),
            element('ul', {}, rows.map(row)),
            peer.details?.length !== 0 && this.#details(peer, lane));
    }

    #details(peer, lane) {
        return element('details', { open: this.#open.has(lane), ontoggle: event => {
            if (event.target.open === this.#open.has(lane)) return;
            if (event.target.open) this.#open.add(lane); else this.#open.delete(lane);
            if (event.target.open) this.#fill(peer, lane);
        } }, element('summary', {}, `All fields of ${peer.name}`), element('ul'));
    }

    /** Fields that are not in sight are neither sent nor drawn. */
    async #fill(peer, lane) {
        const asked = this.#asked, rows = peer.details ?? await this.ask(lane);
        if (rows && asked === this.#asked) replace(this.root.children[lane].querySelector('details > ul'), rows.map(row));
    }
}
