/**
 * The programs of other tools' tutorials, with trialmap: each class is one of them, to be read, run ({@code trialmap examples NAME}) and copied. They use the library as a user's program does. Not
 * promised.
 */
package org.trialmap.examples;
