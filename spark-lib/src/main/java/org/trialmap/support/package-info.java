/**
 * Small helpers that several packages share: reading and writing channels whole, paths as users give them, texts of exceptions, spelling suggestions. Uses {@code array} alone. Not promised: may change in any release.
 */
package org.trialmap.support;
