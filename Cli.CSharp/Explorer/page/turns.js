const words = { violated: '✗ violated', lost: '✗ out of reach', reached: '✓ reached', holds: '✓ holds', pending: '○ open again' };
const tones = { violated: 'bad', lost: 'bad', reached: 'good', holds: 'good', pending: 'calm' };

/**
 * What the diagram shows where properties turn. `lost` are those that the step loses for ever, `lostBefore` those that earlier
 * steps lost: the end of the run tells nothing new of these.
 */
export function bannersOf(step, position, lost = new Set(), lostBefore = new Set()) {
    const isNew = ({ property, status }) => status !== 'violated' || !(lost.has(property) || lostBefore.has(property));
    const turned = step.depth ? step.turned.filter(isNew) : [];
    return [...turned, ...[...lost].map(property => ({ property, status: 'lost' }))].map(({ property, status }) => ({
        tone: tones[status], words: `${words[status]}: ${position.properties[property].sentence}`,
    }));
}
