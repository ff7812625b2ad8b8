using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Actors.World;

/// <summary>
/// Builds the tree of one YAML file from the parser's events, within limits.
/// </summary>
/// <remarks>
/// YamlDotNet's own tree is not used, because it ends the process with a stack overflow on deeply nested input, and neither counts
/// nodes that aliases multiply nor refuses tags. A reader of content wants a file without surprises: one document,
/// text keys, no key twice, no tags, aliases only within a budget.
/// </remarks>
internal sealed class TreeParser
{
    private readonly string _file;
    private readonly ContentErrors _errors;
    private readonly Parser _parser;
    private readonly Dictionary<string, ContentNode> _anchors = [];

    private TreeParser(string file, string text, ContentErrors errors)
    {
        _file = file;
        _errors = errors;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>Null when the file is not one YAML document within limits; that is reported as an error.</summary>
    public static ContentNode? Parse(string file, string text, ContentErrors errors)
    {
        if (text.Length > ContentLimits.FileBytes)
        {
            errors.AddWhole(file, $"is larger than {ContentLimits.FileBytes} bytes");
            return null;
        }

        if (UnfitCharacter(text) is var at && at >= 0)
        {
            var before = text.AsSpan(0, at);
            var place = new Place(file, before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'));
            errors.Add(place, $"the character U+{(int)text[at]:X4} has no place in a text file");
            return null;
        }

        var parser = new TreeParser(file, text, errors);
        try
        {
            return parser.Document();
        }
        catch (YamlException exception)
        {
            errors.Add(parser.PlaceOf(exception.Start), Wording.Sentence(exception.Message));
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            // The parser lets some malformed input (an unclosed bracket, an escape beyond Unicode) reach checks of the
            // base class library. To an author it is a mistake in the file like any other.
            errors.Add(parser.PlaceOf(parser._parser.Current?.End ?? Mark.Empty), "is not well-formed YAML after this");
        }

        return null;
    }

    private ContentNode? Document()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
        {
            _errors.AddWhole(_file, "is empty");
            return null;
        }

        _parser.Consume<DocumentStart>();
        var root = Node(depth: 1);
        _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out var second))
        {
            _errors.Add(PlaceOf(second.Start), "a second document begins; a file holds one");
            return null;
        }

        return root;
    }

    private ContentNode Node(int depth)
    {
        if (depth > ContentLimits.Depth)
        {
            throw Unfit(_parser.Current, $"nested deeper than {ContentLimits.Depth} levels");
        }

        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            return _anchors.TryGetValue(alias.Value.Value, out var known)
                ? known
                : throw Unfit(alias, $"the alias *{alias.Value.Value} names nothing that stands before it");
        }

        var start = _parser.Consume<NodeEvent>();
        if (!start.Tag.IsEmpty)
        {
            throw Unfit(start, "tags (!) have no meaning here");
        }

        ContentNode node = start switch
        {
            SequenceStart => new ListNode(PlaceOf(start.Start), Items(depth)),
            MappingStart => new MapNode(PlaceOf(start.Start), Entries(depth)),
            _ => new ScalarNode(PlaceOf(start.Start), ((Scalar)start).Value, ((Scalar)start).Style == ScalarStyle.Plain),
        };
        if (node.Weight > ContentLimits.NodesPerFile)
        {
            throw Unfit(start, $"holds more than {ContentLimits.NodesPerFile} values once its aliases are written out");
        }

        if (!start.Anchor.IsEmpty)
        {
            _anchors[start.Anchor.Value] = node;
        }

        return node;
    }

    private List<ContentNode> Items(int depth)
    {
        var items = new List<ContentNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Node(depth + 1));
        }

        return items;
    }

    private List<MapEntry> Entries(int depth)
    {
        var entries = new Dictionary<string, MapEntry>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (Node(depth + 1) is not ScalarNode key)
            {
                throw Unfit(_parser.Current, "a key must be a single word");
            }

            var entry = new MapEntry(key.Value, key.At, Node(depth + 1));
            if (!entries.TryAdd(key.Value, entry))
            {
                _errors.Add(key.At, $"{Wording.Quoted(key.Value)} stands twice; first in line {entries[key.Value].At.Line}");
            }
        }

        return [.. entries.Values];
    }

    private Place PlaceOf(Mark mark) => new(_file, (int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));

    private static YamlException Unfit(ParsingEvent? at, string message) =>
        new(at?.Start ?? Mark.Empty, at?.End ?? Mark.Empty, message);

    /// <summary>Finds characters that must not be in a file. The parser silently takes a NUL for the end of the file; other control characters
    /// would end up on terminals; and half a surrogate pair cannot be encoded.</summary>
    private static int UnfitCharacter(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]) || (char.IsControl(text[i]) && text[i] is not ('\n' or '\t')))
            {
                return i;
            }
        }

        return -1;
    }
}
