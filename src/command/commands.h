/* The commands, one source file each: options in, call, print. No arithmetic. */
#ifndef ZISTAT_COMMAND_COMMANDS_H
#define ZISTAT_COMMAND_COMMANDS_H

#include "session.h"

enum zi_code zi_command_init(struct zi_session *session, struct zi_error *error);
enum zi_code zi_command_check(struct zi_session *session, struct zi_error *error);
enum zi_code zi_command_summary(struct zi_session *session, struct zi_error *error);
enum zi_code zi_command_trend(struct zi_session *session, struct zi_error *error);
enum zi_code zi_command_forecast(struct zi_session *session, struct zi_error *error);
enum zi_code zi_command_correlate(struct zi_session *session, struct zi_error *error);
enum zi_code zi_command_regress(struct zi_session *session, struct zi_error *error);
enum zi_code zi_command_ready(struct zi_session *session, struct zi_error *error);
enum zi_code zi_command_score(struct zi_session *session, struct zi_error *error);
enum zi_code zi_command_score_lke(struct zi_session *session, struct zi_error *error);
enum zi_code zi_command_score_skm(struct zi_session *session, struct zi_error *error);
enum zi_code zi_command_propose(struct zi_session *session, struct zi_error *error);
enum zi_code zi_command_plot(struct zi_session *session, struct zi_error *error);
enum zi_code zi_command_report(struct zi_session *session, struct zi_error *error);
enum zi_code zi_command_rules(struct zi_session *session, struct zi_error *error);
enum zi_code zi_command_doctor(struct zi_session *session, struct zi_error *error);

/* The kinds of chart, and of score, as rows of help. */
struct zi_kind_row zi_plot_kind(size_t i);
struct zi_kind_row zi_score_kind(size_t i);
#endif
