namespace PeerFunctional.Verification

/// Something that holds in a scene or does not, in a sentence a student can read.
type Law<'scene> =
    { Sentence: string
      Holds: 'scene -> bool }

/// What is asked of a world.
type Laws<'scene> =
    {
        /// In every scene.
        Always: Law<'scene> list
        /// In some scene: so that nothing holds only because nothing happens.
        Sometimes: Law<'scene> list
        /// Reached from every scene once faults have stopped.
        Goal: Law<'scene>
    }
