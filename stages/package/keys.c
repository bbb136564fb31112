// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * keys.c: the configuration of package. The codes of the archive have no default: a wrong one would send papers to
 * somebody else.
 */
#include "work.h"

#include "i18n.h"

const struct mn_key pk_keys[] = {
	{"archival_agency", MN_STRING, NULL, N_("identifier of the archive, as SESAM gives it")},
	{"transferring_agency", MN_STRING, NULL, N_("identifier of the service that sends")},
	{"originating_agency", MN_STRING, NULL, N_("identifier of the body that produced the minutes")},
	{"archival_agreement", MN_STRING, NULL, N_("identifier of the agreement (accord de versement)")},
	{"archival_profile", MN_STRING, NULL, N_("identifier of the archival profile, if the agreement wants one")},
	{"service_level", MN_STRING, NULL, N_("service level, if the agreement wants one")},
	{"appraisal_rule", MN_STRING, "APP1Y", N_("rule of retention (1 year, then kept)")},
	{"access_rule", MN_STRING, "AR038",
		N_("rule of communicability where no row of rules.csv asks for a stronger one")},
	{"digitisation", MN_STRING, NULL, N_("who scanned, when and with what: one French sentence for the history")},
	{NULL, MN_STRING, NULL, NULL},
};
