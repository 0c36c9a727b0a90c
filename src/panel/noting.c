/* Counts what is wrong with records in the first pass, and keeps it in the second. */
#include "noting.h"

#include <stdlib.h>

#include "base/utf8.h"

/* Appends; false without memory. */
static bool note(struct intake *intake, const struct noted *record)
{
    if (intake->n_noted == intake->noted_capacity) {
        size_t capacity = intake->noted_capacity > 0 ? 2 * intake->noted_capacity : 64;
        struct noted *noted = realloc(intake->noted, capacity * sizeof *noted);

        if (noted == NULL) {
            intake->reading->out_of_memory = true;
            return false;
        }
        intake->noted = noted;
        intake->noted_capacity = capacity;
    }
    intake->noted[intake->n_noted++] = *record;
    return true;
}

void intake_note(struct intake *intake, enum zi_severity severity)
{
    struct noted record = {.record = intake->n_records, .meeting = NO_MEETING};

    if (intake->reading->n_noted[severity] < FAULTS_KEPT_MAX && note(intake, &record))
        intake->reading->n_noted[severity]++;
}

static bool keep_meeting(struct reading *reading, const struct meeting *meeting)
{
    if (reading->meetings == NULL)
        reading->meetings =
            malloc((ZI_FAULT + 1) * (size_t)FAULTS_KEPT_MAX * sizeof *reading->meetings);
    if (reading->meetings == NULL) {
        reading->out_of_memory = true;
        return false;
    }
    reading->meetings[reading->n_meetings++] = *meeting;
    return true;
}

static enum zi_severity severity_of(enum meeting_kind kind)
{
    switch (kind) {
    case MEETING_CONFLICT:
    case MEETING_NO_TOTAL: return ZI_FAULT;
    case MEETING_LEFT_OUT:
    case MEETING_CHARACTER: return ZI_NOTE;
    default: return ZI_WARNING;
    }
}

void intake_meet(struct intake *intake, struct intake *other, const struct meeting *meeting)
{
    struct reading *reading = intake->reading;
    enum zi_severity severity = severity_of(meeting->kind);
    struct noted ours = {.record = meeting->record, .meeting = (uint32_t)reading->n_meetings};
    struct noted others = {meeting->other_record, ours.meeting, .other = true};

    reading->faults.n_of_severity[severity]++;
    if (reading->n_noted[severity] >= FAULTS_KEPT_MAX || !keep_meeting(reading, meeting))
        return;
    reading->n_noted[severity]++;
    if (note(intake, &ours) && other != NULL)
        note(other, &others);
}

void intake_say(struct intake *intake, size_t column, const struct remark *remark)
{
    struct faults *faults = &intake->reading->faults;
    struct zi_csv_place place;
    const struct field *field;

    intake->row.is_remarked = true;
    intake->row.is_faulty = intake->row.is_faulty || remark->severity == ZI_FAULT;
    if (!intake->describing) {
        faults->n_of_severity[remark->severity]++;
        return;
    }
    field = &intake->fields[column];
    place = field->place;
    if (!intake->input->in_cells)
        place.column += zi_utf8_count(intake->text + field->offset, remark->offset);
    faults_keep(faults, intake->shape->path, intake->file, &place, remark,
                intake->text + field->offset, field->length);
}
