using System.Text;

namespace Pulumi.Generator.Emit;

/// <summary>Writes C#, indented; a block ends where its using does.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    internal CodeWriter Line(string text = "")
    {
        if (text != "")
            _text.Append(' ', _depth * 4).Append(text);
        _text.Append('\n');
        return this;
    }

    /// <summary>Braces around what is written until the result is disposed.</summary>
    internal IDisposable Block(string head)
    {
        Line(head).Line("{");
        _depth++;
        return new End(this);
    }

    public override string ToString() => _text.ToString();

    private sealed class End(CodeWriter writer) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            writer.Line("}");
        }
    }
}
