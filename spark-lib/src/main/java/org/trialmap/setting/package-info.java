/**
 * What users can set, by the two names that it has: a call of the library and an option of the command line. Texts name settings by {@link org.trialmap.setting.Setting} alone. Uses nothing.
 * Not promised: may change in any release.
 */
package org.trialmap.setting;
