import { element } from './element.js';
import { times } from './wording.js';

/** The search by motif: a line to write it, and the frames that it fits. */
export class CaptureSearch {
    /** `page` is `{ search, go }`: asks the program for the matches of a text, and goes to a step. */
    constructor(page) {
        this.page = page;
        this.text = element('input', { type: 'search', id: 'motif', maxlength: '500', placeholder: 'HAVE that no WANT answers', 'aria-describedby': 'motif-said' });
        this.said = element('p', { id: 'motif-said', role: 'status' });
        this.found = element('div', { id: 'motif-found' });
        this.root = element('form', { id: 'motif-form', onsubmit: event => { event.preventDefault(); this.#search(); } },
            element('label', {}, element('h3', {}, 'Search by motif'), this.text),
            element('button', { type: 'submit' }, 'Search'), this.said, this.found);
    }

    clear() {
        this.said.textContent = '';
        this.found.replaceChildren();
    }

    async #search() {
        this.clear();
        const { matches, total, problem } = await this.page.search(this.text.value).catch(error => ({ problem: error.message }));
        if (problem) {
            this.said.textContent = problem;
            return;
        }
        this.said.textContent = total ? `${times(total, 'message')} found${total > matches.length ? `, the first ${matches.length} shown` : ''}.` : 'No message is like this.';
        this.found.replaceChildren(...matches.map(match => element('button', {
            type: 'button', 'data-match': match.step, onclick: () => this.page.go(match.step + 1),
        }, `#${match.frame} ${match.words}${match.answer === null ? '' : `, answered by #${match.answer}`}`)));
    }

    focus() { this.text.focus(); }
}
