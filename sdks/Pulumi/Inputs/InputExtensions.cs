namespace Pulumi;

/// <summary>Transforms inputs as if they were outputs.</summary>
public static class InputExtensions
{
    /// <inheritdoc cref="Output{T}.Apply{TResult}(Func{T, TResult})"/>
    public static Output<TResult> Apply<T, TResult>(this Input<T>? input, Func<T, TResult> func) => input.ToOutput().Apply(func);

    /// <inheritdoc cref="Output{T}.Apply{TResult}(Func{T, TResult})"/>
    public static Output<TResult> Apply<T, TResult>(this Input<T>? input, Func<T, Task<TResult>> func) => input.ToOutput().Apply(func);

    /// <inheritdoc cref="Output{T}.Apply{TResult}(Func{T, Output{TResult}?})"/>
    public static Output<TResult> Apply<T, TResult>(this Input<T>? input, Func<T, Input<TResult>?> func) => input.ToOutput().Apply(func);

    /// <inheritdoc cref="Output{T}.Apply{TResult}(Func{T, Output{TResult}?})"/>
    public static Output<TResult> Apply<T, TResult>(this Input<T>? input, Func<T, Output<TResult>?> func) => input.ToOutput().Apply(func);

    /// <summary>The input as an output; an output of the type's default where there is none.</summary>
    public static Output<T> ToOutput<T>(this Input<T>? input) => input is null ? Output.Create(default(T)!) : input;
}

/// <summary>Adds either type to a list of unions.</summary>
public static class InputListExtensions
{
    /// <summary>Adds a value of the union's first type.</summary>
    public static void Add<T0, T1>(this InputList<Union<T0, T1>> list, Input<T0> value)
    {
        ArgumentNullException.ThrowIfNull(list);
        list.Add(value.Apply(Union<T0, T1>.FromT0));
    }

    /// <summary>Adds a value of the union's second type.</summary>
    public static void Add<T0, T1>(this InputList<Union<T0, T1>> list, Input<T1> value)
    {
        ArgumentNullException.ThrowIfNull(list);
        list.Add(value.Apply(Union<T0, T1>.FromT1));
    }
}

/// <summary>Adds either type to a map of unions.</summary>
public static class InputMapExtensions
{
    /// <summary>Adds a value of the union's first type.</summary>
    public static void Add<T0, T1>(this InputMap<Union<T0, T1>> map, string key, Input<T0> value)
    {
        ArgumentNullException.ThrowIfNull(map);
        map.Add(key, value.Apply(Union<T0, T1>.FromT0));
    }

    /// <summary>Adds a value of the union's second type.</summary>
    public static void Add<T0, T1>(this InputMap<Union<T0, T1>> map, string key, Input<T1> value)
    {
        ArgumentNullException.ThrowIfNull(map);
        map.Add(key, value.Apply(Union<T0, T1>.FromT1));
    }
}
