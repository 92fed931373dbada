namespace PeerFunctional.Verification

open PeerFunctional.Kernel

type Scenario<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store when 'timer: comparison> =
    { System: string
      Name: string
      About: string
      Policy: PeerPolicies voption
      World: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>
      Properties: Properties<WorldState<'state, 'timer, 'ask, 'store>>
      Missing: WorldState<'state, 'timer, 'ask, 'store> -> string voption
      Source: TestSource }

type IScenarioVisitor<'result> =
    abstract Visit:
        Scenario<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> -> 'result when 'timer: comparison

type IScenario =
    abstract Accept: IScenarioVisitor<'result> -> 'result

module Scenario =

    let hide subject =
        { new IScenario with
            member _.Accept visitor = visitor.Visit subject }

    let timeless subject =
        { subject with
            World = World.timeless subject.World
            Source =
                { subject.Source with
                    World = $"World.timeless ({subject.Source.World})" } }
