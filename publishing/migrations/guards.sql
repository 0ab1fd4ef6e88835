-- What the database itself holds, whoever asks and however. Each refusal is a sentence.

-- The ledger ---------------------------------------------------------------------------------------------------------

CREATE FUNCTION publishing_event_hash(event publishing_event) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(jsonb_build_array(
    event.previous_hash,
    event.number,
    to_char(event.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
    event.by_id,
    event.verb,
    event.document_key,
    event.edition_number,
    event.content_hash,
    event.bounds,
    event.details
  )::text, 'UTF8')), 'hex')
$$;

CREATE FUNCTION publishing_event_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE newest publishing_event;
BEGIN
  -- Held to the end of the transaction: numbers follow the order of commits, without gaps.
  PERFORM pg_advisory_xact_lock(hashtext('publishing_event'));
  SELECT * INTO newest FROM publishing_event ORDER BY number DESC LIMIT 1;
  NEW.number := coalesce(newest.number, 0) + 1;
  NEW.at := clock_timestamp();
  NEW.previous_hash := coalesce(newest.hash, '');
  NEW.hash := publishing_event_hash(NEW);
  RETURN NEW;
END $$;

CREATE TRIGGER publishing_event_chain BEFORE INSERT ON publishing_event
  FOR EACH ROW EXECUTE FUNCTION publishing_event_chain();

CREATE FUNCTION publishing_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: its rows are never changed or removed', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER publishing_event_append_only BEFORE UPDATE OR DELETE ON publishing_event
  FOR EACH ROW EXECUTE FUNCTION publishing_append_only();
CREATE TRIGGER publishing_event_not_emptied BEFORE TRUNCATE ON publishing_event
  FOR EACH STATEMENT EXECUTE FUNCTION publishing_append_only();
CREATE TRIGGER publishing_review_append_only BEFORE UPDATE OR DELETE ON publishing_review
  FOR EACH ROW EXECUTE FUNCTION publishing_append_only();
CREATE TRIGGER publishing_review_not_emptied BEFORE TRUNCATE ON publishing_review
  FOR EACH STATEMENT EXECUTE FUNCTION publishing_append_only();
CREATE TRIGGER publishing_address_for_good BEFORE UPDATE OR DELETE ON publishing_address
  FOR EACH ROW EXECUTE FUNCTION publishing_append_only();
CREATE TRIGGER publishing_address_not_emptied BEFORE TRUNCATE ON publishing_address
  FOR EACH STATEMENT EXECUTE FUNCTION publishing_append_only();
CREATE TRIGGER publishing_edition_not_emptied BEFORE TRUNCATE ON publishing_edition
  FOR EACH STATEMENT EXECUTE FUNCTION publishing_append_only();

-- Editions -----------------------------------------------------------------------------------------------------------

CREATE FUNCTION publishing_edition_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  -- Everything else, columns of the future included, is fixed when the edition is kept.
  may_change text[] := ARRAY['search', 'submitted_at', 'submitted_by_id', 'sent_back_at', 'sent_back_by_id', 'sent_back_note',
    'approved_at', 'approved_by_id', 'review_id', 'publish_at', 'publish_by_id', 'withdraw_at', 'withdraw_by_id',
    'cancelled_at', 'cancelled_by_id', 'live', 'change_note', 'changes'];
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.publish_at IS NOT NULL THEN
      RAISE EXCEPTION 'edition % was or will be public: it can be withdrawn, never deleted', OLD.id
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN OLD;
  END IF;
  IF to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change THEN
    RAISE EXCEPTION 'edition % is frozen: what it says never changes', OLD.id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF lower(OLD.live) <= clock_timestamp()
     AND (NEW.change_note, NEW.changes, NEW.publish_by_id) IS DISTINCT FROM (OLD.change_note, OLD.changes, OLD.publish_by_id) THEN
    RAISE EXCEPTION 'edition % has been live: who published it, and what it says has changed, stay', OLD.id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER publishing_edition_is_frozen BEFORE UPDATE OR DELETE ON publishing_edition
  FOR EACH ROW EXECUTE FUNCTION publishing_edition_is_frozen();

CREATE FUNCTION publishing_edition_past_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  was tstzrange := CASE WHEN TG_OP = 'UPDATE' THEN OLD.live END;
  moved boolean := NEW.live IS DISTINCT FROM was;
BEGIN
  IF NOT moved THEN
    RETURN NEW;
  END IF;
  IF lower(was) <= clock_timestamp() AND lower(NEW.live) IS DISTINCT FROM lower(was) THEN
    RAISE EXCEPTION 'edition % has been live since %: a bound in the past never moves', NEW.id, lower(was)
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF upper(was) <= clock_timestamp() AND upper(NEW.live) IS DISTINCT FROM upper(was) THEN
    RAISE EXCEPTION 'edition % ended at %: a bound in the past never moves', NEW.id, upper(was)
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  -- now() is the start of the transaction: whatever it decides happens after that.
  IF (lower(NEW.live) IS DISTINCT FROM lower(was) AND lower(NEW.live) < now())
     OR (upper(NEW.live) IS DISTINCT FROM upper(was) AND upper(NEW.live) < now()) THEN
    RAISE EXCEPTION 'edition %: the past cannot be rewritten, a new bound lies in it', NEW.id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.live IS NOT NULL AND (lower_inf(NEW.live) OR NOT lower_inc(NEW.live) OR upper_inc(NEW.live)) THEN
    RAISE EXCEPTION 'edition %: a live range starts with its first moment and ends before its last', NEW.id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER publishing_edition_past_stays BEFORE INSERT OR UPDATE ON publishing_edition
  FOR EACH ROW EXECUTE FUNCTION publishing_edition_past_stays();

-- Who may approve what -----------------------------------------------------------------------------------------------

CREATE FUNCTION publishing_saved_since(document bigint, after integer, upto integer, person integer) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT second_person FROM publishing_rules WHERE id = 1), true)
     AND EXISTS (SELECT FROM publishing_edition e
                  WHERE e.document_id = document AND e.number > after AND e.number <= upto AND e.saved_by_id = person)
$$;

CREATE FUNCTION publishing_review_is_allowed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  signed publishing_edition;
  reviewed_before integer;
BEGIN
  SELECT * INTO signed FROM publishing_edition WHERE id = NEW.edition_id;
  IF NEW.content_hash <> signed.content_hash THEN
    RAISE EXCEPTION 'a review signs exactly the text of its edition' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NOT EXISTS (SELECT FROM auth_user_groups m JOIN auth_group g ON g.id = m.group_id
                  WHERE m.user_id = NEW.reviewed_by_id AND g.name = 'Clinician') THEN
    RAISE EXCEPTION 'only a clinician reviews' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  SELECT coalesce(max(e.number), 0) INTO reviewed_before
    FROM publishing_review r JOIN publishing_edition e ON e.id = r.edition_id
   WHERE e.document_id = signed.document_id AND e.number <= signed.number;
  IF publishing_saved_since(signed.document_id, reviewed_before, signed.number, NEW.reviewed_by_id) THEN
    RAISE EXCEPTION 'the reviewer saved one of the editions since the last review'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER publishing_review_is_allowed BEFORE INSERT ON publishing_review
  FOR EACH ROW EXECUTE FUNCTION publishing_review_is_allowed();

CREATE FUNCTION publishing_approval_is_allowed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  signed record;
  approved_before integer;
  is_new boolean := TG_OP = 'INSERT' OR OLD.approved_by_id IS DISTINCT FROM NEW.approved_by_id;
BEGIN
  IF NEW.approved_by_id IS NULL OR NOT is_new THEN
    RETURN NEW;
  END IF;
  SELECT r.edition_id, r.reviewed_by_id INTO signed FROM publishing_review r WHERE r.id = NEW.review_id;
  -- The review itself was checked when it was written; the very same text, put back with its approval, needs no second look.
  IF signed.edition_id = NEW.id AND signed.reviewed_by_id = NEW.approved_by_id THEN
    RETURN NEW;
  END IF;
  IF EXISTS (
      SELECT FROM publishing_edition e WHERE e.document_id = NEW.document_id AND e.number < NEW.number
         AND e.content_hash = NEW.content_hash AND e.approved_by_id = NEW.approved_by_id AND e.approved_at = NEW.approved_at
         AND e.review_id IS NOT DISTINCT FROM NEW.review_id) THEN
    RETURN NEW;
  END IF;
  IF NOT EXISTS (SELECT FROM auth_user_groups m JOIN auth_group g ON g.id = m.group_id
                  WHERE m.user_id = NEW.approved_by_id AND g.name IN ('Coordinator', 'Clinician')) THEN
    RAISE EXCEPTION 'only a coordinator or a clinician approves' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  SELECT coalesce(max(e.number), 0) INTO approved_before FROM publishing_edition e
   WHERE e.document_id = NEW.document_id AND e.number < NEW.number AND e.approved_at IS NOT NULL;
  IF publishing_saved_since(NEW.document_id, approved_before, NEW.number, NEW.approved_by_id) THEN
    RAISE EXCEPTION 'whoever saved one of the editions since the last approval cannot approve this one'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER publishing_edition_approval_is_allowed AFTER INSERT OR UPDATE ON publishing_edition
  FOR EACH ROW EXECUTE FUNCTION publishing_approval_is_allowed();

CREATE FUNCTION publishing_clinical_needs_review() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  leaves_clinical boolean;
BEGIN
  IF NEW.review_id IS NOT NULL AND NOT EXISTS (
      SELECT FROM publishing_review r JOIN publishing_edition e ON e.id = r.edition_id
       WHERE r.id = NEW.review_id AND e.document_id = NEW.document_id AND e.number <= NEW.number) THEN
    RAISE EXCEPTION 'edition %: its review is of another document, or of a later edition', NEW.id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.live IS NOT NULL AND OLD.review_id IS NOT NULL AND NEW.review_id IS NULL THEN
    RAISE EXCEPTION 'edition %: a public edition keeps a review once it has one', NEW.id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.live IS NULL OR (TG_OP = 'UPDATE' AND OLD.live IS NOT NULL) OR NEW.starter THEN
    RETURN NEW;
  END IF;
  SELECT coalesce((SELECT e.clinical FROM publishing_edition e
                    WHERE e.document_id = NEW.document_id AND e.id <> NEW.id AND lower(e.live) <= lower(NEW.live)
                    ORDER BY lower(e.live) DESC LIMIT 1), false) INTO leaves_clinical;
  IF (NEW.clinical OR leaves_clinical) AND (NEW.review_id IS NULL OR NEW.approved_at IS NULL) THEN
    RAISE EXCEPTION 'edition %: clinical text goes live only after a clinician has reviewed it', NEW.id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER publishing_edition_clinical_needs_review AFTER INSERT OR UPDATE ON publishing_edition
  FOR EACH ROW EXECUTE FUNCTION publishing_clinical_needs_review();
