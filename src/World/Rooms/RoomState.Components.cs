namespace Actors.World;

/// <summary>Components: the room's own, and those that content gives to the things in it.</summary>
public sealed partial class RoomState
{
    private protected override RuleSet Registered => RuleSet;

    private protected override ComponentBag? Content => Definition.Components?.Bag(RuleSet);

    /// <param name="ownerIsRoom">Whether it is a component of the room or of what is persisted with the room.</param>
    internal void ComponentChanged(ComponentType type, bool ownerIsRoom)
    {
        Spend();
        RoomDirty |= ownerIsRoom && type.IsDurable;
        ComponentsChanged |= type.Visibility != ComponentVisibility.Nobody;
    }

    private protected override void Changed(ComponentType type) => ComponentChanged(type, ownerIsRoom: true);
}
