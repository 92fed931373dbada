namespace PeerFunctional.Verification

open PeerFunctional.Kernel

type Subject<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store when 'timer: comparison> =
    { System: string
      Name: string
      About: string
      Policy: Policy
      World: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>
      Laws: Laws<Scene<'state, 'timer, 'ask, 'store>>
      Missing: Scene<'state, 'timer, 'ask, 'store> -> string voption
      Source: TestSource }

type ISubjectUser<'result> =
    abstract Use:
        Subject<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> -> 'result when 'timer: comparison

type ISubject =
    abstract Accept: ISubjectUser<'result> -> 'result

module Subject =

    let hide subject =
        { new ISubject with
            member _.Accept user = user.Use subject }

    let timeless subject =
        { subject with
            World = World.timeless subject.World
            Source =
                { subject.Source with
                    World = $"World.timeless ({subject.Source.World})" } }
