-- What the database itself holds about requests, whoever asks and however. Each refusal is an integrity error.

CREATE FUNCTION contact_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: its rows are never changed or removed', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION contact_access_hash(entry contact_accessentry) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT encode(sha256(convert_to(jsonb_build_array(
    entry.number, extract(epoch FROM entry.at)::text, entry.by_id, entry.what, entry.reference, entry.count, entry.why,
    entry.previous_hash
  )::text, 'UTF8')), 'hex')
$$;

CREATE FUNCTION contact_access_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE newest contact_accessentry;
BEGIN
  -- Held to the end of the transaction: numbers follow the order of commits, without gaps.
  PERFORM pg_advisory_xact_lock(hashtext('contact_accessentry'));
  SELECT * INTO newest FROM contact_accessentry ORDER BY number DESC LIMIT 1;
  NEW.number := coalesce(newest.number, 0) + 1;
  NEW.at := clock_timestamp();
  NEW.previous_hash := coalesce(newest.hash, '');
  NEW.hash := contact_access_hash(NEW);
  RETURN NEW;
END $$;

CREATE TRIGGER contact_access_chain BEFORE INSERT ON contact_accessentry
  FOR EACH ROW EXECUTE FUNCTION contact_access_chain();
CREATE TRIGGER contact_access_append_only BEFORE UPDATE OR DELETE ON contact_accessentry
  FOR EACH ROW EXECUTE FUNCTION contact_append_only();
CREATE TRIGGER contact_access_not_emptied BEFORE TRUNCATE ON contact_accessentry
  FOR EACH STATEMENT EXECUTE FUNCTION contact_append_only();

CREATE TRIGGER contact_call_append_only BEFORE UPDATE OR DELETE ON contact_callattempt
  FOR EACH ROW EXECUTE FUNCTION contact_append_only();
CREATE TRIGGER contact_call_not_emptied BEFORE TRUNCATE ON contact_callattempt
  FOR EACH STATEMENT EXECUTE FUNCTION contact_append_only();

CREATE FUNCTION contact_message_is_allowed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.outcome = 'left_message'
     AND NOT (SELECT may_leave_message FROM contact_contactrequest WHERE id = NEW.request_id) THEN
    RAISE EXCEPTION 'the patient did not allow a message to be left' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER contact_message_is_allowed BEFORE INSERT ON contact_callattempt
  FOR EACH ROW EXECUTE FUNCTION contact_message_is_allowed();

-- What was asked stays: only the life of a request moves, what is sealed is sealed again with another key, or erased.
CREATE FUNCTION contact_request_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  may_change text[] := ARRAY['sealed', 'phone_index', 'email_index', 'put_aside_at', 'put_aside_by_id', 'restored_at',
    'restored_by_id', 'claimed_at', 'claimed_by_id', 'first_called_at', 'next_call_at', 'closed_at', 'closed_by_id', 'outcome',
    'duplicate_of_id', 'held_at', 'held_by_id', 'hold_reason', 'erasable_at', 'erased_at', 'version'];
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'request % is never deleted: it can be erased', OLD.reference
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change THEN
    RAISE EXCEPTION 'request %: what was asked never changes', OLD.reference
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.erased_at IS NOT NULL AND NEW.erased_at IS DISTINCT FROM OLD.erased_at THEN
    RAISE EXCEPTION 'request % is erased for good', OLD.reference USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.sealed IS NULL AND OLD.sealed IS NOT NULL AND OLD.held_at IS NOT NULL THEN
    RAISE EXCEPTION 'request % must be kept', OLD.reference USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER contact_request_stays BEFORE UPDATE OR DELETE ON contact_contactrequest
  FOR EACH ROW EXECUTE FUNCTION contact_request_stays();
CREATE TRIGGER contact_request_not_emptied BEFORE TRUNCATE ON contact_contactrequest
  FOR EACH STATEMENT EXECUTE FUNCTION contact_append_only();
