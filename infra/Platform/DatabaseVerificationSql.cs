namespace Infra.Platform;

/// <summary>
/// The check of <see cref="DatabaseVerification"/> in one database. It changes nothing, and ends with the newest record's second or, where
/// something is wrong, with one error that names every fault.
/// </summary>
/// <remarks>
/// A deployment's database and role are called after its release, with <c>_airflow</c> behind it. What Houston knows of deployments is read
/// where its schema is the one that we know; where it is not, the databases that are there are checked all the same.
/// </remarks>
internal static class DatabaseVerificationSql
{
    /// <summary>Tables that every supported Airflow has.</summary>
    private const string Tables = "array['dag', 'dag_run', 'task_instance', 'job', 'connection', 'variable']";

    // A table is read once, from its first row to its last, and the newest record is taken on the way: no index of Airflow's has it.
    private const string Newest = """
        case relation when 'job' then 'latest_heartbeat' when 'dag_run' then 'greatest(start_date, end_date)' when 'task_instance' then 'end_date' else 'null::timestamptz' end
        """;

    /// <summary>
    /// Whether none of the stack's keys has signed a token. A token is 1 byte of version, 8 of time, 16 of an initial vector, the
    /// ciphertext, and an HMAC-SHA256 of all of that; a key's first 16 bytes sign. HMAC is made of what every server has, without an
    /// extension.
    /// https://github.com/fernet/spec/blob/master/Spec.md https://www.rfc-editor.org/rfc/rfc2104#section-2
    /// </summary>
    private const string Foreign = """
        case when token !~ '^[A-Za-z0-9_-]+={0,2}$' or length(token) %% 4 <> 0 or length(token) < 76 then true else
          (select bool_and(sha256(outer_pad || sha256(inner_pad || substring(raw for length(raw) - 32))) <> substring(raw from length(raw) - 31))
           from unnest(%1$L::bytea[], %2$L::bytea[]) as pad (inner_pad, outer_pad), decode(translate(token, '-_', '+/'), 'base64') as raw) end
        """;

    /// <summary>The statement.</summary>
    public static readonly string Check = $"""
        do $check$
        declare
          deployment record;
          owner name;
          joined name[] := array[]::name[];
          faults text[] := array[]::text[];
          inner_pads bytea[] := array[]::bytea[];
          outer_pads bytea[] := array[]::bytea[];
          half text;
          key bytea;
          inner_pad bytea;
          outer_pad bytea;
          relation name;
          known text;
          release text;
          releases text[];
          wrong bigint;
          encrypted bigint;
          newest timestamptz;
          seen timestamptz;
          instant timestamptz := nullif(current_setting('infra.instant'), '')::timestamptz;
        begin
          perform set_config('infra.newest', '0', false);
          if current_database() = '{HoustonRecords.Database}' then
            if not exists (select from pg_class where relkind in ('r', 'p') and relnamespace::regnamespace::text !~ '^(pg_|information_schema)') then
              faults := faults || 'it holds no table'::text;
            end if;
            select array[relowner, nspowner, datdba] as owners into deployment
              from pg_class join pg_namespace space on space.oid = relnamespace join pg_database on datname = current_database()
              where relname = 'Deployment' and relkind in ('r', 'p') limit 1;
            if found then
              {DatabaseRole.JoinOwners("What role % owns can not be verified. Grant that role to %.")}
              known := ({HoustonRecords.Deployments});
              if known is not null then
                execute format('select array_agg("releaseName") from (%s) known', known) into releases;
              end if;
              foreach release in array coalesce(releases, array[]::text[]) loop
                if not exists (select from pg_database where regexp_replace(lower(datname), '[^a-z0-9]', '', 'g') = regexp_replace(lower(release), '[^a-z0-9]', '', 'g') || 'airflow') then
                  faults := faults || format('Houston knows deployment %s, and there is no database of it', release);
                end if;
              end loop;
            end if;
          elsif current_database() ~ '_airflow$' then
            if not exists (select from pg_roles where rolname = current_database()) then
              faults := faults || format('the deployment''s role %s is gone', quote_ident(current_database()));
            elsif not (select rolcanlogin from pg_roles where rolname = current_database()) then
              faults := faults || format('the deployment''s role %s may not log in', quote_ident(current_database()));
            end if;
            select dag.relnamespace, array[dag.relowner, space.nspowner, base.datdba] as owners into deployment
              from pg_class dag join pg_namespace space on space.oid = dag.relnamespace join pg_database base on base.datname = current_database()
              where dag.relname = 'dag' and dag.relkind in ('r', 'p') and space.nspname !~ '^(pg_|infra_pause$)' limit 1;
            if not found then
              faults := faults || 'it holds no table of Airflow'::text;
            else
              {DatabaseRole.JoinOwners("What role % owns can not be verified. Grant that role to %.")}
              foreach relation in array {Tables} loop
                if not exists (select from pg_class where relnamespace = deployment.relnamespace and relname = relation) then
                  faults := faults || format('Airflow''s table %s is missing', relation);
                else
                  begin
                    execute format('select count(whole.*), max(%s) from %s.%I whole', {Newest}, deployment.relnamespace::regnamespace, relation) into wrong, seen;
                    newest := greatest(newest, seen);
                  exception when others then
                    faults := faults || format('Airflow''s table %s can not be read: %s', relation, sqlerrm);
                  end;
                end if;
              end loop;
              foreach half in array string_to_array(trim(trailing ',' from current_setting('infra.fernet')), ',') loop
                key := substring(decode(translate(half, '-_', '+/') || '==', 'base64') for 16) || decode(repeat('00', 48), 'hex');
                inner_pad := key;
                outer_pad := key;
                for place in 0..63 loop
                  inner_pad := set_byte(inner_pad, place, get_byte(key, place) # 54);
                  outer_pad := set_byte(outer_pad, place, get_byte(key, place) # 92);
                end loop;
                inner_pads := array_append(inner_pads, inner_pad);
                outer_pads := array_append(outer_pads, outer_pad);
              end loop;
              if not exists (select from unnest({Tables}) as listed (title) where to_regclass(format('%s.%I', deployment.relnamespace::regnamespace, listed.title)) is null) then
                begin
                  execute format($count$
                    select count(*), count(*) filter (where {Foreign}) from (
                      select password as token from %3$s.connection where is_encrypted and password <> ''
                      union all select extra from %3$s.connection where is_extra_encrypted and extra <> ''
                      union all select val from %3$s.variable where is_encrypted and val <> '') stored
                    $count$, inner_pads, outer_pads, deployment.relnamespace::regnamespace) into encrypted, wrong;
                  if wrong > 0 then
                    faults := faults || format('%s of %s encrypted connections and variables do not open with this stack''s fernet key', wrong, encrypted);
                  end if;
                exception when others then
                  faults := faults || format('it can not be read: %s', sqlerrm);
                end;
              end if;
              if newest > instant + make_interval(secs => current_setting('infra.skew')::int) then
                faults := faults || format('its newest record is of %s, which is after %s, which was asked for', newest, instant);
              end if;
              perform set_config('infra.newest', coalesce(extract(epoch from newest)::bigint, 0)::text, false);
            end if;
          end if;
          {DatabaseRole.LeaveJoined}
          if faults <> array[]::text[] then
            raise exception '%: %.', current_database(), array_to_string(faults, '; ');
          end if;
        end
        $check$;
        select current_setting('infra.newest')
        """;
}
