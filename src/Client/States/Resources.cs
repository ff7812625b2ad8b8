namespace Actors.Client;

/// <summary>What a player has gathered.</summary>
/// <param name="Wood">Of trees.</param>
/// <param name="Stone">Of rocks.</param>
/// <param name="Food">Of bushes and the like.</param>
/// <param name="Gold">Of veins.</param>
public readonly record struct Resources(int Wood, int Stone, int Food, int Gold);
